/**
 * Pending timers, ordered by time and then by when they were set: a 4-ary heap over typed arrays. Each owner has at most one
 * timer, so setting it again moves it in place and leaves no stale entry. Owners are small integers.
 */
export type Timers = {
  size: number;
  /** A counter of set calls: of two timers for the same instant, the one that was set first is due first. */
  set: number;
  owners: Int32Array;
  times: Float64Array;
  orders: Float64Array;
  /** The position of each owner's timer in the heap; −1 when it has none. */
  places: Int32Array;
};

/** No timers, with room for owners `0 … owners − 1`. */
export function emptyTimers(owners: number): Timers {
  return {
    size: 0,
    set: 0,
    owners: new Int32Array(owners),
    times: new Float64Array(owners),
    orders: new Float64Array(owners),
    places: new Int32Array(owners).fill(-1),
  };
}

/** Makes room for more owners. */
export function growTimers(timers: Timers, owners: number): void {
  const grown = emptyTimers(owners);
  grown.owners.set(timers.owners);
  grown.times.set(timers.times);
  grown.orders.set(timers.orders);
  grown.places.set(timers.places);
  timers.owners = grown.owners;
  timers.times = grown.times;
  timers.orders = grown.orders;
  timers.places = grown.places;
}

/** Sets the owner's timer, or moves it. */
export function setTimer(timers: Timers, owner: number, time: number): void {
  const order = timers.set;
  timers.set = order + 1;
  const place = timers.places[owner] ?? -1;
  if (place < 0) {
    timers.size += 1;
    return rise(timers, timers.size - 1, owner, time, order);
  }
  // A later setting never comes before an earlier one of the same time, so an equal time sinks.
  if (time < (timers.times[place] ?? 0)) rise(timers, place, owner, time, order);
  else sink(timers, place, owner, time, order);
}

/** Removes the owner's timer, if it has one. */
export function clearTimer(timers: Timers, owner: number): void {
  const place = timers.places[owner] ?? -1;
  if (place < 0) return;
  timers.places[owner] = -1;
  timers.size -= 1;
  const last = timers.size;
  if (place === last) return;
  const mover = timers.owners[last] ?? 0;
  const time = timers.times[last] ?? 0;
  const order = timers.orders[last] ?? 0;
  const goneTime = timers.times[place] ?? 0;
  if (time < goneTime || (time === goneTime && order < (timers.orders[place] ?? 0))) {
    rise(timers, place, mover, time, order);
  } else sink(timers, place, mover, time, order);
}

function rise(timers: Timers, from: number, owner: number, time: number, order: number): void {
  const { owners, times, orders, places } = timers;
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 2;
    const parentTime = times[parent] ?? 0;
    if (parentTime < time || (parentTime === time && (orders[parent] ?? 0) < order)) break;
    const moved = owners[parent] ?? 0;
    owners[place] = moved;
    times[place] = parentTime;
    orders[place] = orders[parent] ?? 0;
    places[moved] = place;
    place = parent;
  }
  owners[place] = owner;
  times[place] = time;
  orders[place] = order;
  places[owner] = place;
}

function sink(timers: Timers, from: number, owner: number, time: number, order: number): void {
  const { owners, times, orders, places, size } = timers;
  let place = from;
  for (let child = 4 * place + 1; child < size; child = 4 * place + 1) {
    let least = child;
    let leastTime = times[child] ?? 0;
    const end = child + 4 < size ? child + 4 : size;
    for (let next = child + 1; next < end; next += 1) {
      const nextTime = times[next] ?? 0;
      if (nextTime < leastTime || (nextTime === leastTime && (orders[next] ?? 0) < (orders[least] ?? 0))) {
        least = next;
        leastTime = nextTime;
      }
    }
    if (time < leastTime || (time === leastTime && order < (orders[least] ?? 0))) break;
    const moved = owners[least] ?? 0;
    owners[place] = moved;
    times[place] = leastTime;
    orders[place] = orders[least] ?? 0;
    places[moved] = place;
    place = least;
  }
  owners[place] = owner;
  times[place] = time;
  orders[place] = order;
  places[owner] = place;
}
