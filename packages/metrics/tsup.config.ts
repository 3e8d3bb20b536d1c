export { library as default } from '../../tsup.library.ts';
