"""The pages that people open in a browser; the web client will take the place of some of them."""
