package io.yizhan;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Breaks something on purpose that is logged as an error: not beside tests that {@linkplain HearsErrors listen for them}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ResourceLock(LogsErrors.LOG)
public @interface LogsErrors {
    /** The log of this process. */
    String LOG = "log";
}
