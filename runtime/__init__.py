"""What keeps a process answering: its queue of work, and what watches over it. Knows no page and no web framework."""
