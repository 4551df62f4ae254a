-- Blobs are the files of the store; units say which blob is which tensor in which type; pins keep a blob that nothing
-- refers to yet. A unit does not keep its blob: it goes with it.

create table blob (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bigint not null check (bytes >= 0),
    state text not null check (state in ('READY', 'DELETING')),
    created_at timestamptz not null default now()
);
create index blob_deleting on blob (sha256) where state = 'DELETING';

create table unit (
    key text primary key,
    blob_sha256 text not null references blob on delete cascade,
    type text not null,
    elements bigint not null,
    encoder text not null,
    encoding_version text not null,
    created_at timestamptz not null default now()
);
create index unit_blob on unit (blob_sha256);

create table pin (
    holder_kind text not null,
    holder_id text not null,
    blob_sha256 text not null references blob on delete cascade,
    expires_at timestamptz,
    primary key (holder_kind, holder_id, blob_sha256)
);
create index pin_blob on pin (blob_sha256);
create index pin_expiring on pin (expires_at) where expires_at is not null;
