-- Every kind of session has its own table, and every event a receipt.
DROP TABLE tokens;
