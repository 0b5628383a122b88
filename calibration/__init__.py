"""How the forecast is fitted and tested, offline."""
