-- How much a subscription brings: '' for the normal level, 'calm' or 'all'.
ALTER TABLE subscriptions ADD COLUMN level TEXT NOT NULL DEFAULT '';
