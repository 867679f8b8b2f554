export { connect } from '../flipcall/client.js';
