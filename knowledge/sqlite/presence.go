package sqlite

import (
	"context"
	"os"
	"sync"
)

// presence is that a process which may hold leases has the database open. The system ends it
// with the process, however that ends, and so tells at once what a pulse that stands tells
// after a while: a process that finds nobody present ends all holders.
type presence struct {
	mu   sync.Mutex
	file *os.File // beside the database; nil while this process is not present
}

// RenewHolder implements knowledge.Leases.
func (s *Store) RenewHolder(ctx context.Context, holder string) error {
	if err := s.attend(ctx); err != nil {
		return err
	}
	return s.Store.RenewHolder(ctx, holder)
}

// attend makes this process present before it is a holder. Where no lock can be had, as on
// some file systems, the pulses alone tell who is gone.
func (s *Store) attend(ctx context.Context) error {
	s.present.mu.Lock()
	defer s.present.mu.Unlock()
	if s.present.file != nil || s.write == nil {
		return nil
	}
	file, err := os.OpenFile(s.path+".lock", os.O_RDWR|os.O_CREATE, s.opened.Mode().Perm())
	if err != nil {
		return nil
	}
	if alone(file) {
		err = s.endHolders(ctx)
	}
	if err == nil && attended(ctx, file) {
		s.present.file = file
		return nil
	}
	file.Close()
	return err
}

// endHolders ends all holders, who are gone: this process alone is present.
func (s *Store) endHolders(ctx context.Context) error {
	holders, err := s.Holders(ctx)
	if err != nil {
		return err
	}
	for _, h := range holders {
		gone, err := s.EndHolder(ctx, h)
		if err != nil {
			return err
		}
		if gone {
			s.log.InfoContext(ctx, "store: process gone", "leases", len(h.Leases))
		}
	}
	return nil
}

func (p *presence) end() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil {
		return nil
	}
	file := p.file
	p.file = nil
	return file.Close()
}
