export { type EventFile, type EventReadOptions, readEvents } from './read-events.ts';
export type { ScalarEvent } from './scalar-event.ts';
export { type EventSink, SummaryWriter } from './summary-writer.ts';
