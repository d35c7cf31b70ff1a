/** A failure that a simulated server answers. */
export class Refused {
  constructor(
    readonly status: number,
    readonly message: string,
  ) {}
}
