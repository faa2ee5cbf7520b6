-- Applications have a block of their own, which took the rows along where there were any.
drop table if exists online_services.application;
