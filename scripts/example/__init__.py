"""The fictional example year 2024 of Samen Nieuw-West, from catalogue to workbooks."""
