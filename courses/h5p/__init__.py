"""Interactive content (H5P) in the academy: h5p-python's ports on our database and disk, and the deeds around them."""
