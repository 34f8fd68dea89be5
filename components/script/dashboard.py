"""What Streamlit runs at each visit and each move: the page of the present address in its frame.

It lies alone in its folder: Streamlit takes a folder `pages/` next to its script for pages of its own, and makes what
lies there importable.
"""

from components import frame

frame.run()
