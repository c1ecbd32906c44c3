package io.berth.pay.archive;

import java.util.List;
import java.util.Locale;

/** Tables whose closed months are archived, with the columns of their files. */
enum ArchivedTable {
  ENTRIES(
      "finish_archiving",
      List.of("balance_change", "frozen_change"),
      """
      select e.account_id, e.number, e.coin_id, e.balance_change, e.frozen_change, e.transfer_id,
             e.posted_at at time zone 'UTC' as posted_at, a.owner, a.kind, c.code as coin,
             case when g.reference like 'bootstrap/%%' then 'bootstrap'
                  else g.reference end as reference
        from public.%s e
        join public.accounts a on a.id = e.account_id
        join public.coins c on c.id = e.coin_id
        left join public.gifts g on g.transfer_id = e.transfer_id
       order by e.account_id, e.number
      """),
  ORDERS(
      "finish_archiving_orders",
      List.of("id", "amount", "cut", "returned"),
      """
      select o.id, o.coin_id, o.amount, o.cut, o.returned, o.status, o.direction, o.account,
             o.created_at at time zone 'UTC' as created_at,
             o.settled_at at time zone 'UTC' as settled_at, o.app_id, o.uid, o.open_id,
             c.code as coin, o.trade_no, o.return_of, o.attributes
        from public.%s o join public.coins c on c.id = o.coin_id
       order by o.id
      """);

  /** The function of the database that compares file and table, and drops the month. */
  final String finish;

  /** Columns that are summed up for it by coin. */
  final List<String> summed;

  private final String query;

  ArchivedTable(String finish, List<String> summed, String query) {
    this.finish = finish;
    this.summed = summed;
    this.query = query;
  }

  /** Copies a month to CSV. */
  String copy(String month) {
    return "copy (" + query.formatted(label() + "_" + month) + ") to stdout (format csv, header)";
  }

  /** Returns the table's name. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
