package tables

import (
	"context"
	"database/sql"
	"time"

	"quoth/knowledge/audience"
)

// receiptsKept is how long it is known that an event was handled. Telegram repeats an
// update for a day at most (Bot API, "Getting updates"), Discord an interaction for
// minutes; a week leaves room for a clock that was wrong.
const receiptsKept = 7 * 24 * time.Hour

const (
	receiptColumns = "platform, account, event, received, done, user, chat, thread, data, begun, sent, reply, refused, holder"
	receiptRead    = "SELECT platform, account, event, received, done, user, chat, thread, data, begun, sent, reply, refused, coalesce((SELECT name FROM holders WHERE name = holder), '') FROM receipts"
)

func scanReceipt(row interface{ Scan(...any) error }) (audience.Receipt, error) {
	var r audience.Receipt
	var received sql.NullInt64
	err := row.Scan(&r.Platform, &r.Account, &r.Event, &received, &r.Done, &r.Person.User, &r.Place.Chat, &r.Place.Thread, &r.Data, &r.Begun, &r.Sent, &r.Reply, &r.Refused, &r.Holder)
	r.Received = atMillis(received)
	if r.Done {
		r.Holder = ""
	}
	if len(r.Data) == 0 {
		r.Data = nil
	}
	if len(r.Reply) == 0 {
		r.Reply = nil
	}
	if r.Person.User != "" {
		r.Person.Platform = r.Platform
	}
	if r.Place.Chat != "" {
		r.Place.Platform = r.Platform
	}
	return r, err
}

// Receipt implements audience.Receipts.
func (s *Store) Receipt(ctx context.Context, platform, account, event string) (audience.Receipt, error) {
	r, err := scanReceipt(s.read.QueryRowContext(ctx, receiptRead+" WHERE platform = ? AND account = ? AND event = ?", platform, account, event))
	if err != nil {
		return audience.Receipt{}, s.wrap(ctx, "receipt", err)
	}
	return r, nil
}

// SaveReceipts implements audience.Receipts.
func (s *Store) SaveReceipts(ctx context.Context, receipts []audience.Receipt, sessions []audience.Session, now time.Time) error {
	return s.change(ctx, "save receipts", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM receipts WHERE done AND received < ?", now.Add(-receiptsKept).UnixMilli()); err != nil {
			return err
		}
		for _, r := range receipts {
			if r.Done {
				r = audience.Receipt{Platform: r.Platform, Account: r.Account, Event: r.Event, Received: r.Received, Done: true, Holder: r.Holder}
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO receipts ("+receiptColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (platform, account, event) DO UPDATE SET done = excluded.done, user = excluded.user, chat = excluded.chat, thread = excluded.thread,
				data = excluded.data, begun = excluded.begun, sent = excluded.sent, reply = excluded.reply, refused = excluded.refused, holder = excluded.holder
				WHERE receipts.holder = excluded.holder OR NOT receipts.done AND receipts.holder NOT IN (SELECT name FROM holders)`,
				r.Platform, r.Account, r.Event, r.Received.UnixMilli(), r.Done, r.Person.User, r.Place.Chat, r.Place.Thread,
				nonNil(r.Data), r.Begun, r.Sent, nonNil(r.Reply), r.Refused, r.Holder)
			if err != nil {
				return err
			}
		}
		for _, session := range sessions {
			if err := saveSession(ctx, tx, session); err != nil {
				return err
			}
		}
		return nil
	})
}

// UnfinishedReceipts implements audience.Receipts.
func (s *Store) UnfinishedReceipts(ctx context.Context, platform, account string) ([]audience.Receipt, error) {
	var receipts []audience.Receipt
	err := s.view(ctx, "unfinished receipts", func(tx *sql.Tx) error {
		return Each(ctx, tx, func(rows *sql.Rows) error {
			r, err := scanReceipt(rows)
			receipts = append(receipts, r)
			return err
		}, receiptRead+" WHERE platform = ? AND account = ? AND NOT done ORDER BY id", platform, account)
	})
	return receipts, err
}

// orphans are the receipts that a process may claim: ?1 is the platform, ?2 the account.
const orphans = "platform = ?1 AND account = ?2 AND NOT done AND holder NOT IN (SELECT name FROM holders)"

// ClaimReceipts implements audience.Receipts.
func (s *Store) ClaimReceipts(ctx context.Context, platform, account, holder string) ([]audience.Receipt, error) {
	var any bool // most calls find nothing, and need not wait for the writer
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM receipts WHERE "+orphans+")", platform, account).Scan(&any)
	if err != nil || !any {
		return nil, s.wrap(ctx, "claim receipts", err)
	}
	var receipts []audience.Receipt
	err = s.change(ctx, "claim receipts", func(tx *sql.Tx) error {
		receipts = nil
		err := Each(ctx, tx, func(rows *sql.Rows) error {
			r, err := scanReceipt(rows)
			r.Holder = holder
			receipts = append(receipts, r)
			return err
		}, receiptRead+" WHERE "+orphans+" ORDER BY id", platform, account)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE receipts SET holder = ?3 WHERE "+orphans, platform, account, holder)
		return err
	})
	if err != nil {
		return nil, err
	}
	return receipts, nil
}
