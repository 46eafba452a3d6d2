package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.City;
import io.yizhan.town.CityBuilder;

final class MemoryEditionsTest extends EditionsContract {
    @Override
    protected Place place() {
        MemoryEditions editions = new MemoryEditions(CityBuilder.numbered(FIRST));
        return new Place() {
            @Override
            public Editions editions() {
                return editions;
            }

            @Override
            public void passOn() {
                editions.owner = false;
            }

            @Override
            public void store(City city, byte[] document) {
                editions.store(city, document);
            }
        };
    }
}
