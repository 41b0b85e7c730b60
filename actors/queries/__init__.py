"""Reads of people, scopes and rights: whose accounts one may manage, who decides for a territory."""
