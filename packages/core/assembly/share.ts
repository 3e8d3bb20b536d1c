/** Where a thread's share of `total` pieces begins; it ends where the next thread's begins. */
@inline
export function shareOf(total: i32, thread: i32, threads: i32): i32 {
  return <i32>((<i64>total * thread) / threads);
}

/** How many panels of 8 hold so many columns. */
@inline
export function panelsOf(columns: i32): i32 {
  return (columns + 7) >> 3;
}
