"""State machines as data: the steps a case goes through, who may take them, and their drawing."""
