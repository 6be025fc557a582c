"""Where files' bytes are kept: a folder, an S3 bucket or, for trying out, memory; all through fsspec."""
