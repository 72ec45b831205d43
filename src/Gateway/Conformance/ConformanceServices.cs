using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Sources.Terminology;
using Microsoft.Extensions.Options;

namespace Gateway.Conformance;

/// <summary>Registers what knows which resources are valid, and which codes there are.</summary>
internal static class ConformanceServices
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Sections <c>Terminology</c> and <c>Terminology:Server</c>.</param>
    /// <param name="data">The folder that secrets are in.</param>
    public static IServiceCollection AddConformance(this IServiceCollection services, IConfiguration configuration, string data)
    {
        services.AddOptions<ConformanceOptions>().Bind(configuration.GetSection(ConformanceOptions.Section)).ValidateOnStart();
        services.AddOptions<TerminologyServerOptions>().Bind(configuration.GetSection(TerminologyServerOptions.Section)).ValidateOnStart()
            .PostConfigure(o => o.Credentials.SecretFile = o.Credentials.SecretFile is { } file ? Path.Combine(data, file) : null);
        services.AddSingleton<IValidateOptions<ConformanceOptions>, ConformanceOptionsCheck>();
        services.AddSingleton<IValidateOptions<TerminologyServerOptions>, TerminologyServerCheck>();
        services.AddSingleton(p => p.GetRequiredService<IOptions<ConformanceOptions>>().Value.Folders
            .Aggregate(ConformanceContent.Carried(), (content, folder) => content.Add(new DirectoryInfo(folder))));
        services.AddSingleton<ProfileSet>(p => p.GetRequiredService<ConformanceContent>().Profiles());
        services.AddSingleton<TerminologySet>(p => p.GetRequiredService<ConformanceContent>().Terminology());
        return services.AddSingleton(p => new AnsweredValidator(
            p.GetRequiredService<ProfileSet>(), p.GetRequiredService<TerminologySet>(), new ValidatorOptions(),
            TerminologyServerLoading.Load(p.GetRequiredService<IOptions<TerminologyServerOptions>>().Value, p.GetRequiredService<TimeProvider>(), out _)));
    }
}
