"""What kind of notice a draft is, what it tells the citizen, and what it leaves out."""
