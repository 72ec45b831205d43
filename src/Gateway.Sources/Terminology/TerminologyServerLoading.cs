using System.ComponentModel.DataAnnotations;
using Gateway.Sources.Credentials;
using Gateway.Sources.Http;

namespace Gateway.Sources.Terminology;

/// <summary>Makes the way to the terminology server that the options describe. Nothing is connected yet.</summary>
public static class TerminologyServerLoading
{
    /// <summary>Everything that is wrong with the options; nothing where no server is named.</summary>
    public static IReadOnlyList<string> Check(TerminologyServerOptions options)
    {
        using var server = Load(options, TimeProvider.System, out var faults);
        return faults;
    }

    /// <summary>The server; null where none is named, or where the options have faults.</summary>
    public static TerminologyServer? Load(TerminologyServerOptions options, TimeProvider time, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        if (options.Address is null)
            return null;
        foreach (var part in new object[] { options, options.Limits })
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true);
            found.AddRange(results.SelectMany(r => r.MemberNames).Select(name => $"{name} is missing or out of range."));
        }

        if (options.Limits.AttemptTimeout > options.Limits.Timeout)
            found.Add("Limits:AttemptTimeout is longer than Limits:Timeout.");
        if (found.Count > 0)
            return null;
        var source = new SourceOptions { Name = "terminology", Kind = "terminology", Address = options.Address, Credentials = options.Credentials, Limits = options.Limits };
        var telemetry = new SourceTelemetry();
        if (SourceConnection.Open(source, time, telemetry, found) is { } connection)
            return new TerminologyServer(connection, options, time, telemetry);
        telemetry.Dispose();
        return null;
    }
}
