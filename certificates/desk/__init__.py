"""The CMS's side of acting on many certificates: runs, exports, bundles of files, the queue, the book of acts."""
