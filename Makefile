.PHONY: gazetteer

# Fetches the list of divisions and packs it; the bytes are those of the repository.
gazetteer:
	cargo run --quiet --release -p baokan-gazetteer -- crates/baokan/data/gazetteer.bin
