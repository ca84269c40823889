# frozen_string_literal: true

require 'json'
require 'net/http'
require 'uri'

# Looks people up in Mozilla CIS, with nothing but Ruby's standard library.
class People
  # Raised for every response but a success.
  class ServiceError < StandardError; end

  # Gets a token with these scopes. The settings are environment variables, such as PERSONCTL_CIS_URL.
  def initialize(settings, scope)
    @url = settings.fetch('PERSONCTL_CIS_URL')
    grant = {
      grant_type: 'client_credentials',
      audience: settings.fetch('PERSONCTL_CIS_AUDIENCE'),
      client_id: settings.fetch('PERSONCTL_CIS_CLIENT_ID'),
      client_secret: settings.fetch('PERSONCTL_CIS_CLIENT_SECRET'),
      scope: scope
    }
    target = URI(settings.fetch('PERSONCTL_CIS_TOKEN_URL'))
    @token = parse(Net::HTTP.post_form(target, grant)).fetch('access_token')
  end

  # Returns the profile of the person with this primary e-mail, or nil.
  def find(email)
    # The service decodes the key twice.
    key = encode(encode(email))
    target = URI("#{@url}/v2/user/primary_email/#{key}?active=any")
    profile = parse(Net::HTTP.get_response(target, { 'Authorization' => "Bearer #{@token}" }))
    profile.empty? ? nil : profile
  end

  private

  def encode(text)
    URI.encode_www_form_component(text).gsub('+', '%20')
  end

  def parse(response)
    raise ServiceError, "The service responded with #{response.code}" unless response.is_a?(Net::HTTPSuccess)

    JSON.parse(response.body)
  end
end
