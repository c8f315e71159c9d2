"""Observers: who gets somebody's weekly card by mail, without a login."""
