"""The keys that sign: which there are and ever were, who holds the one in use, making and rotating them."""
