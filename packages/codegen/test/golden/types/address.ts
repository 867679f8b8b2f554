/** Where somebody lives. */
export interface Address {
  street: string;
  city: City;
}

interface City {
  name: string;
  at: Coordinates;
}

export type Coordinates = readonly [latitude: number, longitude: number];
