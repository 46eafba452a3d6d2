package io.yizhan;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Fails where anything is logged as an error, and so is not run beside tests that {@linkplain LogsErrors make errors happen}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ErrorLog.class)
@ResourceLock(value = LogsErrors.LOG, mode = ResourceAccessMode.READ)
public @interface HearsErrors {}
