package io.yizhan.http.openactive.order;

/** How far an order has come, as the specification calls it. */
enum Stage {
    /** A quote for nobody in particular. */
    C1("order-quote-templates", "OrderQuote"),
    /** A quote for a customer. */
    C2("order-quotes", "OrderQuote"),
    /** The order itself. */
    B("orders", "Order");

    /** In the URL. */
    final String path;
    /** As requests and answers call themselves. */
    final String type;

    Stage(String path, String type) {
        this.path = path;
        this.type = type;
    }

    boolean isQuote() {
        return this != B;
    }

    boolean isNamed() {
        return this != C1;
    }
}
