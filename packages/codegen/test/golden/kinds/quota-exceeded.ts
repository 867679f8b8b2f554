export class QuotaExceeded extends Error {
  /**
   * @int
   * @minimum 0
   */
  limit = 0;
}
