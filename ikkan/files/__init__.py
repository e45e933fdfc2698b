"""Attachments of any record: taken in, looked at, kept, and given only to who sees the record."""
