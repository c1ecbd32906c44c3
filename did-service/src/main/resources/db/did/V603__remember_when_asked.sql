-- Pay passwords were remembered unasked; from now on the payer ticks it.
delete from remembered_pay_passwords;
