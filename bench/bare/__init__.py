"""What Django REST framework does by itself: one plain table, one view that inserts, one that lists."""
