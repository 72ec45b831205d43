using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>
/// <c>dateOp(v, operation, …)</c>, whose parameters R4 leaves open: <c>'parse', pattern [, zone]</c>, <c>'zone', zone</c>, <c>'format', pattern [, zone]</c>,
/// <c>'add', '60 minutes'</c>. Zones are of the IANA database; patterns are .NET's, several with <c>|</c> between are tried in order.
/// </summary>
internal static class DateTransform
{
    public static ValueCode? Compile(TransformCall call)
    {
        if (!call.Takes(3, 4))
            return null;
        if (call[1].Literal is not { } operation || call[2].Literal is not { } argument || (call.Count == 4 && call[3].Literal is null))
        {
            call.Fault("takes a value, and an operation with its arguments as text.");
            return null;
        }

        var zone = operation == "zone" ? argument : call.Count == 4 ? call[3].Literal : null;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            call.Fault($"knows no time zone {zone}.");
            return null;
        }

        var place = zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone);
        switch (operation)
        {
            case "parse":
                var patterns = argument.Split('|').Select(p => new DatePattern(p)).ToArray();
                if (patterns.Select(p => p.Fault).FirstOrDefault(f => f is not null) is { } fault)
                {
                    call.Fault(fault);
                    return null;
                }

                if (patterns.FirstOrDefault(p => p.NeedsZone && place is null) is { } bare)
                {
                    call.Fault($"needs a time zone for {bare.Text}.");
                    return null;
                }

                return Moment(call, text => patterns.Select(p => p.Parse(text, place)).FirstOrDefault(p => p is not null));
            case "zone":
                return Moment(call, text => LocalTime.WithOffset(text, place!));
            case "format" when !DatePattern.IsWellFormed(argument):
                call.Fault($"has a pattern that is none: {argument}.");
                return null;
            case "format":
                var format = call.Text(0);
                return TransformCall.Text(run => format(run) is { } text ? Formatted(call, run, text, argument, place) : null);
            case "add" when Duration(argument) is { } duration:
                return Moment(call, text => FhirMoment.TryParse(text, out var moment) ? moment.Plus(duration.Number, duration.Unit) : null);
            default:
                call.Fault(operation == "add" ? "adds a number of seconds, minutes, hours, days, weeks, months or years." : "knows parse, zone, format and add.");
                return null;
        }
    }

    private static ValueCode Moment(TransformCall call, Func<string, string?> work)
    {
        var type = call.Element is { IsChoice: false, Type: { IsPrimitive: true } own } ? own : call.Type("dateTime");
        var text = call.Text(0);
        return TransformCall.Made(type, run =>
        {
            if (text(run)?.Trim() is not { Length: > 0 } value)
                return null;
            try
            {
                if (work(value) is { } moment)
                    return ElementDraft.New(type).SetText(moment);
            }
            catch (FormatException)
            {
                // The text is a date that the element's type cannot hold.
            }

            call.Warn(run, "The text is not a date or time of the form that is due.");
            return null;
        });
    }

    private static string? Formatted(TransformCall call, MapRun run, string text, string pattern, TimeZoneInfo? zone)
    {
        if (FhirMoment.TryParse(text, out var moment))
            return moment.Format(pattern, zone);
        call.Warn(run, "The text is not a date or time.");
        return null;
    }

    private static (int Number, string Unit)? Duration(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var unit] && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && FhirMoment.Units.Contains(unit.TrimEnd('s')) ? (value, unit.TrimEnd('s')) : null;
}
