-- Which message of a person a reply answers, so that the answer follows when it is edited.

ALTER TABLE shown_replies ADD COLUMN answers TEXT NOT NULL DEFAULT '';
CREATE INDEX shown_replies_answers ON shown_replies (platform, chat, answers) WHERE answers <> '';
