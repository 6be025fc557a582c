"""Own data: taking everything about oneself along, and having one's account erased."""
