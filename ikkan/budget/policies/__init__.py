"""The allocation policy of a year: points to note, priority areas and the grounds they cite."""
