"""The static edition: every page as plain files, for readers whom no server answers."""
