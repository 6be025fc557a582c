"""Figures: what there is and what happens, counted from what is stored."""
