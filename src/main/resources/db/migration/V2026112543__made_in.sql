-- The environment in which a quant was assembled; null where it was not recorded, and for quants made elsewhere.
alter table quant add column made_in text references environment;
