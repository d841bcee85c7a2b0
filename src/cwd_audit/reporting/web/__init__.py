"""What every page for the browser is made of: its frame, its colours and its charts."""
