"""The command line: `p2p` and its commands."""
