"""Research elsewhere: in-house institutes, ministries and other funders, and where it overlaps."""
