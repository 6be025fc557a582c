"""Looking into files, making pictures anew, taking posters of videos: in child processes that may fail."""
