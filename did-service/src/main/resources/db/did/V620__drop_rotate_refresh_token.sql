-- Rotated one refresh token. Nothing has called it since V457, whose function rotates a batch.
drop function rotate_refresh_token;
