-- What a quant's job was to encode on; null for those made before jobs said so.
alter table quant add column encoding_device text;
