package io.yizhan.app;

import io.yizhan.config.Setting;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Lists every setting below the help of a command. */
final class SettingsFooter implements CommandLine.IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        command.usageMessage()
                .footer(Arrays.stream(Setting.values())
                        .map(SettingsFooter::line)
                        .toArray(String[]::new));
        return command;
    }

    private static String line(Setting setting) {
        String fallback = setting.fallback().isEmpty() ? "" : " [" + setting.fallback() + "]";
        return String.format("  %-30s %s%s", setting.variable(), setting.meaning(), fallback)
                .replace("%", "%%");
    }
}
