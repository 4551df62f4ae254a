-- The CRC-32 of bytes by their SHA-256, for the headers of bundles. A fact of the bytes: it outlives the blob.

create table crc32 (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    crc32 bigint not null check (crc32 between 0 and 4294967295)
);
