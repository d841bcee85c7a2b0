import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** Adds periods by java.time. Reads lines "2026-01-31 3 months"; prints the last day in time. Argument: bank holidays. */
final class Dates {
    public static void main(String[] arguments) throws Exception {
        Set<LocalDate> holidays = new HashSet<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            holidays.add(LocalDate.parse(line));
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintStream out = new PrintStream(System.out, false);
        StringBuilder found = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split(" ", 3);
            found.append(add(LocalDate.parse(parts[0]), Integer.parseInt(parts[1]), parts[2], holidays)).append('\n');
        }
        out.print(found);
        out.flush();
    }

    private static LocalDate add(LocalDate day, int number, String unit, Set<LocalDate> holidays) {
        return switch (unit) {
            case "days" -> day.plusDays(number);
            case "weeks" -> day.plusWeeks(number);
            case "months" -> day.plusMonths(number);
            case "years" -> day.plusYears(number);
            default -> {
                LocalDate last = day;
                for (int left = number; left > 0; ) {
                    last = last.plusDays(1);
                    boolean weekend = last.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
                    if (!weekend && !holidays.contains(last)) {
                        left--;
                    }
                }
                yield last;
            }
        };
    }
}
