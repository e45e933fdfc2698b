"""House: what sets up, checks and proves the repository; never imported by `ikkan`."""
