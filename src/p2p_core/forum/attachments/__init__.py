"""Attachments: files beside topics and replies, seen by whoever may read those."""
